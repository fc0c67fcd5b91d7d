/** What is said to the agent when the control is handed back. */
export const GO_ON = 'Go on.';
