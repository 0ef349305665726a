use rusqlite::Connection as Database;

use crate::store::error::sqlite;
use crate::store::{StoreError, StoreErrorKind};

/// Each brings the schema from its index to the next version; what was released is never changed.
const MIGRATIONS: &[&str] = &[
    "
    create table connector (
        tenant text not null,
        name text not null,
        digest text not null,
        version text not null,
        manifest text not null,
        installed_at integer not null,
        primary key (tenant, name)
    ) strict;

    create table connection (
        tenant text not null,
        id text not null,
        name text not null,
        connector text not null,
        project text not null,
        folder text,
        record text not null,
        primary key (tenant, id),
        unique (tenant, name),
        foreign key (tenant, connector) references connector (tenant, name)
    ) strict;

    create table secret (
        tenant text not null,
        connection text not null,
        field text not null,
        sealed blob not null,
        revision integer not null,
        primary key (tenant, connection, field),
        foreign key (tenant, connection) references connection (tenant, id) on delete cascade
    ) strict;

    create table lease (
        tenant text not null,
        name text not null,
        holder text not null,
        until integer not null,
        primary key (tenant, name)
    ) strict;

    create table spent (
        tenant text not null,
        token text not null,
        until integer not null,
        primary key (tenant, token)
    ) strict;

    create table location (
        tenant text not null,
        project text not null,
        folder text not null,
        primary key (tenant, project, folder)
    ) strict;
",
    "
    alter table connection add column revision integer not null default 1;

    create table run (
        tenant text not null,
        id text not null,
        connection text not null,
        record text not null,
        revision integer not null,
        primary key (tenant, id),
        foreign key (tenant, connection) references connection (tenant, id) on delete cascade
    ) strict;
",
    "
    create table run_document (
        tenant text not null,
        run text not null,
        kind text not null,
        content text not null,
        primary key (tenant, run, kind),
        foreign key (tenant, run) references run (tenant, id) on delete cascade
    ) strict;

    insert into run_document
        select tenant, id, 'input', record -> '$.input' from run where record -> '$.input' is not null;
    insert into run_document
        select tenant, id, 'resume', record ->> '$.resume' from run where record ->> '$.resume' is not null;
    insert into run_document
        select tenant, id, 'output', record -> '$.output' from run where record -> '$.output' is not null;
    update run set record = json_remove(record, '$.input', '$.resume', '$.output');
",
];

/// Brings the schema up to date, in one transaction.
pub(super) fn migrate(database: &mut Database) -> Result<(), StoreError> {
    let failed = sqlite("bring the store up to date");
    let version = |database: &Database| database.query_row("pragma user_version", [], |row| row.get::<_, u32>(0));
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if version(database).map_err(failed)? == known {
        return Ok(());
    }
    let transaction = database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
    let found = version(&transaction).map_err(failed)?;
    if found > known {
        let message = format!("it has schema version {found}, and this program knows {known}");
        return Err(StoreError::new("open the store", StoreErrorKind::Newer, message));
    }
    for migration in MIGRATIONS.iter().skip(found as usize) {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction.pragma_update(None, "user_version", known).map_err(failed)?;
    transaction.commit().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RunDocument;
    use crate::store::sqlite::runs;

    #[test]
    fn the_documents_of_runs_that_were_kept_before_are_found() {
        let mut database = Database::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..2] {
            database.execute_batch(migration).unwrap();
        }
        let record = r#"{"action":"save","input":{"steps":5},"resume":"{\"at\":3}","output":[1]}"#;
        let rows = format!(
            "insert into connector values ('t', 'hostile', 'd', '1.0.0', '{{}}', 0);
             insert into connection values ('t', 'c', 'acme', 'hostile', 'Home', null, '{{}}', 1);
             insert into run values ('t', 'r', 'c', '{record}', 7);
             pragma user_version = 2;"
        );
        database.execute_batch(&rows).unwrap();
        migrate(&mut database).unwrap();
        let run = &runs::all(&database, "t", "r").unwrap()[0];
        assert_eq!((run.record.as_str(), run.revision), (r#"{"action":"save"}"#, 7));
        let mut documents = runs::documents(&database, "t", "r").unwrap();
        documents.sort();
        let texts = [r#"{"steps":5}"#, r#"{"at":3}"#, "[1]"].map(str::to_owned);
        let kinds = [RunDocument::Input, RunDocument::Resume, RunDocument::Output];
        assert_eq!(documents, kinds.into_iter().zip(texts).collect::<Vec<_>>());
        assert!(runs::remove(&database, "t", "r", 7).unwrap());
        assert!(runs::all(&database, "t", "").unwrap().is_empty());
    }
}
