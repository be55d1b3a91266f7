import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import type { ServiceRecord } from '../../../app/api/finding/name-service.ts';

const typeSrv = 33;
const refused = 5;
const noSuchName = 3;

const nameAt = (packet: Buffer, offset: number): { readonly name: string; readonly end: number } => {
  const labels: string[] = [];
  let at = offset;
  for (let length = packet[at] ?? 0; length !== 0; length = packet[at] ?? 0) {
    labels.push(packet.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
};

const wireName = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter((label) => label !== '')
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);

const wireRecord = ({ host, port, priority, weight }: ServiceRecord): Buffer => {
  const data = Buffer.concat([Buffer.alloc(6), wireName(host)]);
  data.writeUInt16BE(priority, 0);
  data.writeUInt16BE(weight, 2);
  data.writeUInt16BE(port, 4);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(typeSrv, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

/**
 * A name server on a port of its own that knows SRV records only (RFC 1035, RFC 2782): what it does not know does not
 * exist; `refused` it refuses, `silent` it never answers.
 */
export const startNameServer = async (
  records: Readonly<Record<string, readonly ServiceRecord[] | 'refused' | 'silent'>>,
) => {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (packet, { address, port }) => {
    const { name, end } = nameAt(packet, 12);
    asked.push(name);
    const known = records[name] ?? [];
    if (known === 'silent') return;
    const answers = known === 'refused' || packet.readUInt16BE(end) !== typeSrv ? [] : known;
    const head = Buffer.from(packet.subarray(0, 12));
    const code = known === 'refused' ? refused : records[name] === undefined ? noSuchName : 0;
    head.writeUInt16BE(0x8180 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    head.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([head, packet.subarray(12, end + 4), ...answers.map(wireRecord)]), port, address);
  });
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    asked: (): readonly string[] => asked,
    close: () => new Promise<void>((closed) => socket.close(() => closed())),
  };
};
