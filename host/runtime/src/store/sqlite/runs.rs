use rusqlite::{Connection as Database, Result, params};

use crate::store::{RunDocument, StoredRun};

pub(super) fn all(database: &Database, tenant: &str, begin: &str) -> Result<Vec<StoredRun>> {
    // The last of all characters comes after whatever an id goes on with.
    database
        .prepare(
            "select id, connection, record, revision from run
             where tenant = ?1 and id between ?2 and ?2 || char(1114111)",
        )?
        .query_map([tenant, begin], |row| {
            Ok(StoredRun { id: row.get(0)?, connection: row.get(1)?, record: row.get(2)?, revision: row.get(3)? })
        })?
        .collect()
}

pub(super) fn documents(database: &Database, tenant: &str, id: &str) -> Result<Vec<(RunDocument, String)>> {
    let mut documents = Vec::new();
    let mut statement = database.prepare("select kind, content from run_document where tenant = ?1 and run = ?2")?;
    let mut rows = statement.query([tenant, id])?;
    while let Some(row) = rows.next()? {
        if let Some(kind) = RunDocument::parse(row.get_ref(0)?.as_str()?) {
            documents.push((kind, row.get(1)?));
        }
    }
    Ok(documents)
}

pub(super) fn add(
    database: &mut Database,
    tenant: &str,
    run: &StoredRun,
    documents: &[(RunDocument, String)],
) -> Result<()> {
    let transaction = database.transaction()?;
    let StoredRun { id, connection, record, revision } = run;
    transaction.execute(
        "insert into run (tenant, id, connection, record, revision) values (?1, ?2, ?3, ?4, ?5)",
        params![tenant, id, connection, record, revision],
    )?;
    for (kind, content) in documents {
        put(&transaction, tenant, id, *kind, content)?;
    }
    transaction.commit()
}

pub(super) fn replace(
    database: &mut Database,
    tenant: &str,
    run: &StoredRun,
    documents: &[(RunDocument, Option<String>)],
) -> Result<bool> {
    let transaction = database.transaction()?;
    let replaced = transaction.execute(
        "update run set record = ?3, revision = revision + 1 where tenant = ?1 and id = ?2 and revision = ?4",
        params![tenant, run.id, run.record, run.revision],
    )?;
    if replaced == 0 {
        return Ok(false);
    }
    for (kind, content) in documents {
        match content {
            Some(content) => put(&transaction, tenant, &run.id, *kind, content)?,
            None => drop(transaction.execute(
                "delete from run_document where tenant = ?1 and run = ?2 and kind = ?3",
                [tenant, &run.id, kind.as_str()],
            )?),
        }
    }
    transaction.commit().map(|()| true)
}

fn put(database: &Database, tenant: &str, run: &str, kind: RunDocument, content: &str) -> Result<()> {
    database
        .execute(
            "insert into run_document (tenant, run, kind, content) values (?1, ?2, ?3, ?4)
             on conflict (tenant, run, kind) do update set content = excluded.content",
            [tenant, run, kind.as_str(), content],
        )
        .map(drop)
}

pub(super) fn remove(database: &Database, tenant: &str, id: &str, revision: i64) -> Result<bool> {
    let removed = database
        .execute("delete from run where tenant = ?1 and id = ?2 and revision = ?3", params![tenant, id, revision])?;
    Ok(removed == 1)
}
