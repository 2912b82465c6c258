import { Delete, Get, Options, Post, Put } from '@nestjs/common';
import { notFound } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import { EpcisController } from '../request/epcis-controller.js';

/** Addresses and methods that this interface does not have: a problem like every other refusal, and no page of the portal. */
@EpcisController()
export class UnknownController {
  @Get('*')
  @Allow('item:read')
  get(): never {
    throw notFound();
  }

  @Post('*')
  @Allow('item:read')
  post(): never {
    throw notFound();
  }

  @Put('*')
  @Allow('item:read')
  put(): never {
    throw notFound();
  }

  @Delete('*')
  @Allow('item:read')
  delete(): never {
    throw notFound();
  }

  @Options('*')
  @Allow('item:read')
  options(): never {
    throw notFound();
  }
}
