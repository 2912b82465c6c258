import { DynamicModule, Module } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { FileStorage } from '@maillon/runtime';
import { CancelImport } from './imports/cancel-import.js';
import { ImportResolver } from './imports/import.resolver.js';
import { RefusalsCsvController } from './imports/refusals-csv.controller.js';
import { StartImport } from './imports/start-import.js';
import { RunImport } from './run/run-import.js';
import { ReceiveUpload } from './uploads/receive-upload.js';
import { UploadController } from './uploads/upload.controller.js';

interface IntakeOptions {
  readonly storageDir: string;
}

const storage = ({ storageDir }: IntakeOptions) => ({
  provide: FileStorage,
  useFactory: () => new FileStorage(storageDir),
});

/** Files that come in: received by the api, read by the worker. */
@Module({})
export class IntakeModule {
  static withFaces(options: IntakeOptions & { uploadLimit: number }): DynamicModule {
    const receive = {
      provide: ReceiveUpload,
      inject: [TenantDb, FileStorage],
      useFactory: (db: TenantDb, files: FileStorage) => new ReceiveUpload(db, files, options.uploadLimit),
    };
    return {
      module: IntakeModule,
      controllers: [UploadController, RefusalsCsvController],
      providers: [storage(options), receive, StartImport, CancelImport, ImportResolver],
    };
  }

  static withJobs(options: IntakeOptions): DynamicModule {
    return { module: IntakeModule, providers: [storage(options), RunImport], exports: [RunImport] };
  }
}
