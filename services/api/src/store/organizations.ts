import { newId } from '@cyberdesk/kit/ids';
import type { Db } from './database.ts';

/** An organization. */
export interface OrganizationRow {
  id: string;
  name: string;
}

/** The person's own organization; made at the first sign-in, once, however many requests come at the same time. */
export const personalOrganization = async (
  db: Db,
  user: { id: string; email?: string },
): Promise<OrganizationRow> => {
  const find = () =>
    db
      .selectFrom('organizations')
      .select(['id', 'name'])
      .where('personal_user_id', '=', user.id)
      .executeTakeFirst();
  const known = await find();
  if (known) return known;
  await db.transaction().execute(async (transaction) => {
    const made = await transaction
      .insertInto('organizations')
      .values({ id: newId('org'), name: 'Personal', personal_user_id: user.id, max_desktops: null })
      .onConflict((conflict) => conflict.column('personal_user_id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made)
      await transaction
        .insertInto('memberships')
        .values({ organization_id: made.id, user_id: user.id, email: user.email ?? null })
        .execute();
  });
  return (await find()) as OrganizationRow;
};
