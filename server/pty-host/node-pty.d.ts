/** The package is installed under its usual name as an alias; its types declare the name it was published under. */
declare module 'node-pty' {
  export * from '@lydell/node-pty';
}
