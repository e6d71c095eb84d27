import { isIPv6 } from "node:net";

/**
 * The address that a client is known by. Of an IPv6 address the network: whoever has one has all of
 * its 2^64 addresses.
 * @param peer the other end of the connection
 * @param forwarded the header X-Forwarded-For, to which each proxy adds who asked it
 * @param proxies how many of our own stand in front; what is left of their entries anyone can write
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | null,
  proxies: number,
): string {
  const hops = [...(forwarded?.split(",").map((hop) => hop.trim()) ?? []), peer ?? ""];
  const address = hops.at(-1 - Math.min(proxies, hops.length - 1)) as string;
  return isIPv6(address) ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  const [before, after = ""] = address.split("::");
  const parts = (text: string) => (text ? text.split(":") : []);
  const missing = address.includes("::") ? 8 - parts(before).length - parts(after).length : 0;
  const groups = [
    ...parts(before),
    ...Array<string>(Math.max(0, missing)).fill("0"),
    ...parts(after),
  ];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
