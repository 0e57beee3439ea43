/** Which of an environment's two hosts serves an operation: the ordinary one, or the one for PCI data. */
export type HostKind = "api" | "pci";

/** The kind of a server of a document: `pci` where a part of its host name says so, as in `gw-pci.pismolabs.io`. */
export function hostKind(server: URL): HostKind {
  return server.hostname.split(/[.-]/).includes("pci") ? "pci" : "api";
}
