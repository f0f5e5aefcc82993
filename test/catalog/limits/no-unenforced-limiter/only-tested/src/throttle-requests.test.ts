import { throttleRequests } from "./throttle-requests";

it("refuses the 61st request", () => {
  for (let i = 0; i < 60; i++) throttleRequests("1.2.3.4");
  expect(throttleRequests("1.2.3.4").allowed).toBe(false);
});
