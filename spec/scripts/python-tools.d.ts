/**
 * Folder with the executables of the locked Python tools (uv, openapi-python-client, pytest, schemathesis, ruff). Made
 * once per lock file and Python version, in the user's cache, shared by every clone.
 */
export declare function pythonTools(): Promise<string>;
/** Writes requirements.txt anew from requirements.in. */
export declare function lockPython(): Promise<void>;
