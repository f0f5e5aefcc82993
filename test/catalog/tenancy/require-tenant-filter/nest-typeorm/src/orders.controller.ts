import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Req, UseGuards } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { In, Not, Repository } from "typeorm";
import { AuthGuard } from "./auth.guard.ts";
import { Order, OrderLine } from "./entities.ts";

@Controller("orders")
@UseGuards(AuthGuard)
export class OrdersController {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    @InjectRepository(OrderLine) private readonly lines: Repository<OrderLine>,
  ) {}

  @Get(":id")
  async read(@Param("id") id: string, @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // ok: require-tenant-filter — the tenant is in the condition
    return this.orders.findOne({ where: { id, tenantId } });
  }

  @Delete(":id")
  async remove(@Param("id") id: string, @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // expect: require-tenant-filter/chosenByCaller error
    await this.orders.delete(id);
    return tenantId;
  }

  @Patch(":id")
  async close(@Param("id") id: string, @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // ok: require-tenant-filter — through the relation
    await this.orders.update({ id, tenant: { id: tenantId } }, { state: "closed" });
  }

  @Put(":id")
  async reopen(@Param("id") id: string, @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // expect: require-tenant-filter/chosenByCaller error
    await this.orders.update({ id, tenantId: Not(tenantId) }, { state: "open" });
  }

  @Get(":id/lines")
  async listLines(@Param("id") id: string, @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // The second `.where()` takes the first one's place.
    // expect: require-tenant-filter/chosenByCaller error
    return this.lines
      .createQueryBuilder("line")
      .where("line.tenantId = :tenantId", { tenantId })
      .where("line.orderId = :id", { id })
      .getMany();
  }

  @Get(":id/own-lines")
  async listOwnLines(@Param("id") id: string, @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // ok: require-tenant-filter — both hold
    return this.lines
      .createQueryBuilder("line")
      .where("line.tenantId = :tenantId", { tenantId })
      .andWhere("line.orderId = :id", { id })
      .getMany();
  }

  @Post("several")
  async several(@Body() ids: string[], @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // expect: require-tenant-filter/chosenByCaller error
    const lines = await this.lines.find({ where: { id: In(ids) } });
    return { lines, tenantId };
  }

  @Get("search")
  async search(@Query("q") q: string, @Req() request: AuthRequest) {
    const tenantId = request.user.tenantId;
    // ok: require-tenant-filter — every branch names the tenant
    return this.orders.find({ where: [{ tenantId, state: q }, { tenantId, id: q }] });
  }
}
