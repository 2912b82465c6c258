import { Delete, Get, Options, Patch, Post, Put, Req } from '@nestjs/common';
import { Allow } from '@maillon/runtime';
import { EpcisController } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { nowhere } from './nowhere.js';

/** Addresses and methods that this interface does not have: a problem like every other refusal, and no page of the portal. */
@EpcisController()
export class UnknownController {
  @Get('*')
  @Allow('item:read')
  get(@Req() request: EpcisRequest): never {
    throw nowhere(request);
  }

  @Post(['', '*'])
  @Allow('item:read')
  post(@Req() request: EpcisRequest): never {
    throw nowhere(request);
  }

  @Put(['', '*'])
  @Allow('item:read')
  put(@Req() request: EpcisRequest): never {
    throw nowhere(request);
  }

  @Patch(['', '*'])
  @Allow('item:read')
  patch(@Req() request: EpcisRequest): never {
    throw nowhere(request);
  }

  @Delete(['', '*'])
  @Allow('item:read')
  delete(@Req() request: EpcisRequest): never {
    throw nowhere(request);
  }

  @Options('*')
  @Allow('item:read')
  options(@Req() request: EpcisRequest): never {
    throw nowhere(request);
  }
}
