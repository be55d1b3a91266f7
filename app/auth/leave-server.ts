import type { ServerClient } from '../api/server-client.ts';

/** Ends this device's trust, and with it its own app password, where a web session lets it. */
export const revokeOnServer = async (client: ServerClient | undefined): Promise<void> => {
  if (!client?.hasSession()) return;
  const devices = await client.call('TwoFactor.getDevices', {});
  const own = devices.ok ? devices.value.list.filter((device) => device.current).map((device) => device.id) : [];
  if (own.length > 0) await client.call('TwoFactor.removeDevices', { ids: own });
  await client.call('Session.logout', {});
};
