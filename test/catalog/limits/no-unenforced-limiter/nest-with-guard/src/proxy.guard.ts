import { Injectable } from "@nestjs/common";
import { ThrottlerGuard } from "@nestjs/throttler";

@Injectable()
export class ProxyGuard extends ThrottlerGuard {
  protected async getTracker(request: { ips: string[]; ip: string }): Promise<string> {
    return request.ips[0] ?? request.ip;
  }
}
