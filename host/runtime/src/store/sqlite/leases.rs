use rusqlite::{Connection as Database, Result, params};

pub(super) fn acquire(
    database: &Database,
    tenant: &str,
    name: &str,
    holder: &str,
    now: i64,
    until: i64,
) -> Result<bool> {
    let taken = database.execute(
        "insert into lease (tenant, name, holder, until) values (?1, ?2, ?3, ?5)
         on conflict (tenant, name) do update set holder = excluded.holder, until = excluded.until
         where lease.holder = excluded.holder or lease.until <= ?4",
        params![tenant, name, holder, now, until],
    )?;
    Ok(taken == 1)
}

pub(super) fn release(database: &Database, tenant: &str, name: &str, holder: &str) -> Result<()> {
    database
        .execute("delete from lease where tenant = ?1 and name = ?2 and holder = ?3", [tenant, name, holder])
        .map(drop)
}

/// What was used is kept as long as it could be used again.
pub(super) fn spend(database: &Database, tenant: &str, token: &str, now: i64, until: i64) -> Result<bool> {
    database.execute("delete from spent where until <= ?1", [now])?;
    let spent = database.execute(
        "insert into spent (tenant, token, until) values (?1, ?2, ?3) on conflict do nothing",
        params![tenant, token, until],
    )?;
    Ok(spent == 1)
}
