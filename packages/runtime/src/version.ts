/** The build puts the package's version here. */
export const version: string = "0.0.0";
