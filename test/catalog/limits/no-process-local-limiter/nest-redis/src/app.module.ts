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
  ],
})
export class AppModule {}
