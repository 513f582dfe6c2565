import type { ProviderInfo } from '#common/session.ts';
import type { Host } from '#server/hosts/host.ts';
import type { Provider } from '#server/providers/provider.ts';

/** What a session can run on a machine, with what of it is installed there. */
export function listProviders(providers: readonly Provider[], host: Host): Promise<ProviderInfo[]> {
  return Promise.all(providers.map((provider) => describe(provider, host)));
}

async function describe(provider: Provider, host: Host): Promise<ProviderInfo> {
  const { id, name, install, takesPrompt } = provider;
  const wanted = wantedProgram(provider, host);
  const found = wanted === null ? null : await host.program(wanted, '/');
  return { id, name, program: found?.ok === true ? found.value : null, install, takesPrompt };
}

function wantedProgram({ id, program }: Provider, host: Host): string | null {
  if (id === 'shell') return host.shell();
  return id === 'demo' ? host.demoAgent().node : program;
}
