/** Says that the process answers. */
export const getHealth = () => ({ status: 'ok' }) as const;
