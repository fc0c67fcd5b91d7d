/** A caller who holds the control, or need not: nobody else does. */
export const alone = (signal = new AbortController().signal) => ({
  signal,
  refuseOthers: () => undefined,
  observer: { principal: 'key_a', actor: { type: 'agent', id: 'key_a' } },
});
