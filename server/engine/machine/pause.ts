export { setTimeout as delay, setImmediate as pause } from "node:timers/promises";
