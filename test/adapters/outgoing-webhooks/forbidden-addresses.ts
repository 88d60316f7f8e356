/** Literal addresses, in every writing that reads as one, and names that never leave a network. */
export const FORBIDDEN_HOSTS: readonly string[] = [
  // Loopback
  ...['127.0.0.1', '127.0.0.2', '127.255.255.254', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1'],
  ...['0177.0.0.1', '017700000001', '0x7f.0x0.0x0.0x1', '127.0.0.1.', '①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1'],
  // This host and network
  ...['0.0.0.0', '0', '0.1.2.3', '00.0.0.0'],
  // Private, shared, link-local and metadata
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255', '0xa000001'],
  ...['100.64.0.1', '100.100.100.200', '169.254.0.1', '169.254.169.254', '2852039166', '0xa9fea9fe', '168.63.129.16'],
  // Multicast, reserved, documentation, benchmarking, broadcast
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '192.0.0.192', '192.0.2.1', '198.51.100.1'],
  ...['203.0.113.1', '198.18.0.1', '198.19.255.255', '192.88.99.1'],
  // IPv6
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[fec0::1]', '[fc00::1]', '[fd00:ec2::254]', '[ff02::1]'],
  ...['[2001:db8::1]', '[100::1]', '[5f00::1]', '[4000::1]', '[3fff:ffff::]'.replace('3fff:ffff', 'e000')],
  // IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', '[::ffff:8.8.8.8]'],
  ...['[::127.0.0.1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::8.8.8.8]', '[64:ff9b:1::10.0.0.1]'],
  ...['[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2001:0:7f00:1::]'],
  // Names
  ...['localhost', 'LOCALHOST', 'localhost.', 'api.localhost', 'printer.local', 'metadata.google.internal'],
  ...['kubernetes.default.svc.cluster.local', 'intranet', 'router.lan', 'nas.home.arpa', 'localhost.localdomain'],
];

/** What a public name may lead to, and must not. */
export const FORBIDDEN_ADDRESSES: readonly string[] = [
  ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.20.0.1', '192.168.1.1', '100.64.0.1', '169.254.169.254'],
  ...['168.63.129.16', '192.0.0.1', '224.0.0.251', '255.255.255.255', '::1', '::', 'fe80::1', 'fe80::1%lo', 'fd00::1'],
  ...['ff02::fb', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', 'fec0::1'],
];
