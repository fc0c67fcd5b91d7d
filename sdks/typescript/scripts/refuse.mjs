// Inside the repository the package is its sources; what people install is built into dist.
console.error(
  'Publish the built package: npm run build -w cyberdesk && npm publish sdks/typescript/dist',
);
process.exit(1);
