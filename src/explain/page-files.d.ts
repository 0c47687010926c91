declare module '*.bundle' {
  /** The script of the page, bundled when the project is built. */
  const script: string;
  export default script;
}
declare module '*.css' {
  const style: string;
  export default style;
}
