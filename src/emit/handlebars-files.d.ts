declare module '*.hbs' {
  /** The template, compiled when the project is built. */
  const render: (view: object) => string;
  export default render;
}
