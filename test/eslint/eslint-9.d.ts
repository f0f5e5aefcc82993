declare module "eslint-9" {
  export * from "eslint";
}
