import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.js";

describe("clientAddress", () => {
  it.each<[string, string | undefined, string | null, number, string]>([
    ["the other end", "192.0.2.1", null, 0, "192.0.2.1"],
    ["the other end, whatever a header says", "192.0.2.1", "198.51.100.1", 0, "192.0.2.1"],
    ["who asked the proxy", "10.0.0.1", "198.51.100.1", 1, "198.51.100.1"],
    ["not what the client wrote", "10.0.0.1", "6.6.6.6, 198.51.100.1", 1, "198.51.100.1"],
    [
      "who asked the first of two proxies",
      "10.0.0.1",
      "6.6.6.6, 198.51.100.1,10.0.0.2",
      2,
      "198.51.100.1",
    ],
    ["the first that is known where proxies are missing", "10.0.0.1", null, 2, "10.0.0.1"],
    ["nothing without a connection", undefined, null, 0, ""],
    ["an IPv4 address within IPv6", "::ffff:192.0.2.1", null, 0, "192.0.2.1"],
    ["a network of IPv6", "2001:db8:1:2:3:4:5:6", null, 0, "2001:db8:1:2::/64"],
    ["a network of IPv6 in short", "2001:DB8::1", null, 0, "2001:db8:0:0::/64"],
    ["the loopback of IPv6", "::1", null, 0, "0:0:0:0::/64"],
  ])("is %s", (_, peer, forwarded, proxies, expected) => {
    expect(clientAddress(peer, forwarded, proxies)).toBe(expected);
  });
});
