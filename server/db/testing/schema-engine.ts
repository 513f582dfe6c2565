import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Prisma's own schema engine as WebAssembly: what `prisma migrate` does, without a download. For tests. */

const filters = { externalTables: [], externalEnums: [] };
let loaded = false;

function load(): void {
  if (loaded) return;
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const imports = { './schema_engine_bg.js': engine } as unknown as WebAssembly.Imports;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), imports);
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  loaded = true;
}

export interface MigrationText {
  readonly name: string;
  readonly sql: string;
}

export interface SchemaEngine {
  /** The SQL that leads from the database's tables to those of a schema; a comment that says "empty" when they agree. */
  diff(schema: string): Promise<string>;
  /** Applies migrations as `prisma migrate deploy` does; the names of those it applied. */
  apply(migrations: MigrationText[]): Promise<string[]>;
  /** What Prisma thinks of the database's record of migrations. */
  diagnose(migrations: MigrationText[]): Promise<{ history: unknown; failed: string[]; edited: string[]; recorded: boolean }>;
  free(): void;
}

export async function openSchemaEngine(schema: string, factory: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  load();
  const opened = await engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined, // its log
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  const list = (migrations: MigrationText[]) => ({
    baseDir: 'migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  });
  return {
    async diff(target) {
      const result = await opened.diff({
        from: { tag: 'schemaDatasource', files: [{ path: 'schema.prisma', content: schema }], configDir: '.' },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: target }] },
        script: true,
        exitCode: null,
        filters,
      });
      return result.stdout ?? '';
    },
    async apply(migrations) {
      return (await opened.applyMigrations({ migrationsList: list(migrations), filters })).appliedMigrationNames;
    },
    async diagnose(migrations) {
      const found = await opened.diagnoseMigrationHistory({ migrationsList: list(migrations), optInToShadowDatabase: true, filters });
      return {
        history: found.history ?? null,
        failed: found.failedMigrationNames,
        edited: found.editedMigrationNames,
        recorded: found.hasMigrationsTable,
      };
    },
    free: () => opened.free(),
  };
}
