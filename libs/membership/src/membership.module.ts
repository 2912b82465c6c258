import { DynamicModule, Global, Module } from '@nestjs/common';
import { AuditResolver } from './audit/audit.resolver.js';
import { FiliereDirectory } from './filieres/filiere-directory.js';
import { FiliereResolver } from './filieres/filiere.resolver.js';
import { ApiKeyResolver } from './keys/api-key.resolver.js';
import { ManageApiKeys } from './keys/manage-api-keys.js';
import { AdmitOrganisation } from './organisations/admit-organisation.js';
import { MemberResolver, OrganisationResolver } from './organisations/organisation.resolver.js';
import { SuspendOrganisation } from './organisations/suspend-organisation.js';
import { AcceptInvitation } from './people/accept-invitation.js';
import { ChangeRole } from './people/change-role.js';
import { InvitationController } from './people/invitation.controller.js';
import { InvitePerson } from './people/invite-person.js';
import { InvitationResolver, PeopleResolver } from './people/people.resolver.js';
import { Actors } from './sign-in/actors.js';
import { DemoAccounts } from './sign-in/demo-accounts.js';
import { Edge } from './sign-in/edge.js';
import { Passwords } from './sign-in/passwords.js';
import { SessionCookie } from './sign-in/session-cookie.js';
import { SessionController } from './sign-in/session.controller.js';
import { SignIn } from './sign-in/sign-in.js';

const CORE = [FiliereDirectory, Actors, SignIn, Passwords, AdmitOrganisation];

/** Who belongs to a filière and may do what there. The worker and the command line need its core alone. */
@Global()
@Module({})
export class MembershipModule {
  static core(): DynamicModule {
    return { module: MembershipModule, providers: CORE, exports: CORE };
  }

  static withFaces(options: { publicUrl: string }): DynamicModule {
    const faces = [
      AuditResolver,
      FiliereResolver,
      ApiKeyResolver,
      MemberResolver,
      OrganisationResolver,
      InvitationResolver,
      PeopleResolver,
    ];
    const cookie = { provide: SessionCookie, useFactory: () => new SessionCookie(options.publicUrl) };
    return {
      module: MembershipModule,
      controllers: [SessionController, InvitationController],
      providers: [
        ...CORE,
        ...faces,
        cookie,
        Edge,
        DemoAccounts,
        ManageApiKeys,
        SuspendOrganisation,
        AcceptInvitation,
        ChangeRole,
        InvitePerson,
      ],
      exports: [...CORE, cookie, Edge],
    };
  }
}
