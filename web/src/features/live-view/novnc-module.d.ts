/** It has no types of its own; novnc.ts says what is used of it. */
declare module '@novnc/novnc';
