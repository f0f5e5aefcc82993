export { assertRateLimit as guard } from "./fixed-window";
