import { Module } from "@nestjs/common";
import { ThrottlerModule } from "@nestjs/throttler";
import { ThrottlerStorageRedisService } from "@nest-lab/throttler-storage-redis";

@Module({
  imports: [
    // ok: no-process-local-limiter — the counts are in Redis
    ThrottlerModule.forRoot({
      throttlers: [{ ttl: 60_000, limit: 30 }],
      storage: new ThrottlerStorageRedisService(process.env.REDIS_URL),
    }),
    ThrottlerModule.forRootAsync({ useFactory: () => [{ ttl: 60_000, limit: 30 }] }), // expect: no-process-local-limiter/severalProcesses error
    // ok: no-process-local-limiter — the factory gives a storage
    ThrottlerModule.forRootAsync({ useFactory: (storage: ThrottlerStorageRedisService) => ({ throttlers: [{ ttl: 60_000, limit: 30 }], storage }) }),
  ],
})
export class AppModule {}
