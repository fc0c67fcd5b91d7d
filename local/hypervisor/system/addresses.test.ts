import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { AddressPool, canListen, EXECD_PORT } from './addresses.ts';

const free = async (): Promise<boolean> => true;

test('each machine gets its own address in one network of the state folder', async () => {
  const pool = new AddressPool('/state', free, 300);
  const addresses = [await pool.allocate(), await pool.allocate(), await pool.allocate()];
  expect(new Set(addresses).size).toBe(3);
  const networks = new Set(addresses.map((address) => address.split('.')[1]));
  expect(networks.size).toBe(1);
  expect(Number([...networks][0])).toBeGreaterThanOrEqual(64);
  expect(Number([...networks][0])).toBeLessThan(128);
});

test('a released address is not the next one given', async () => {
  const pool = new AddressPool('/state', free, 300);
  const first = await pool.allocate();
  pool.release(first);
  expect(await pool.allocate()).not.toBe(first);
});

test('addresses wrap around and come again', async () => {
  const pool = new AddressPool('/state', free, 65_534);
  const [last, wrapped] = [await pool.allocate(), await pool.allocate()];
  expect(last).toMatch(/\.255\.254$/);
  expect(wrapped).toMatch(/\.0\.1$/);
});

test('taken addresses are passed over: claimed ones, and ones where somebody listens', async () => {
  const pool = new AddressPool('/state', async (address) => !address.endsWith('.46'), 300);
  const network = (await pool.allocate()).replace(/\.44$/, '');
  pool.claim(`${network}.45`);
  expect(await pool.allocate()).toBe(`${network}.47`);
});

test('a full network says so', async () => {
  const pool = new AddressPool('/state', async () => false, 1);
  await expect(pool.allocate()).rejects.toThrow('every loopback address');
});

test('an address is free only while nobody listens on execd’s port', async () => {
  const address = '127.63.7.9';
  expect(await canListen(address)).toBe(true);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(EXECD_PORT, address, resolve));
  expect(await canListen(address)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
});
