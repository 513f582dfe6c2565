import type { ProviderInfo } from '#common/session.ts';
import type { Host } from '#server/hosts/host.ts';
import type { Provider } from '#server/providers/provider.ts';

/** What a session can run on a machine, with what of it is installed there; with its `versions`, that may take seconds. */
export function listProviders(providers: readonly Provider[], host: Host, { versions }: { versions: boolean }): Promise<ProviderInfo[]> {
  return Promise.all(providers.map((provider) => describe(provider, host, versions)));
}

async function describe(provider: Provider, host: Host, versions: boolean): Promise<ProviderInfo> {
  const { id, name, install, takesPrompt } = provider;
  const wanted = wantedProgram(provider, host);
  const found = wanted === null ? null : await host.program(wanted, '/');
  const file = found?.ok === true ? found.value : null;
  // What has an own program is asked; a shell's version, or that of the demo's interpreter, tells nobody anything.
  const version = versions && provider.program !== null && file !== null ? await host.version(file) : null;
  return { id, name, program: file, version, install, takesPrompt };
}

function wantedProgram({ id, program }: Provider, host: Host): string | null {
  if (id === 'shell') return host.shell();
  return id === 'demo' ? host.demoAgent().node : program;
}
