"""The recorded answers of the cases, judged by the schemas of the documents."""

from cases import Exchange
from documents import Operations
from findings import Finding
from schemas import Schemas

JUDGE = "answers"


def judge(document: dict, exchanges: list[Exchange], complete: bool = True) -> tuple[int, list[Finding]]:
    """How many answers were compared, and what differs; see `Schemas`."""
    operations, schemas = Operations(document), Schemas(document, complete)
    compared, findings = 0, []
    for exchange in exchanges:
        if not 200 <= exchange.status < 300 or exchange.response is None:
            continue
        compared += 1
        found = operations.find(exchange.method, exchange.path)
        if found is None:
            findings.append(Finding(JUDGE, f"{exchange.method} {exchange.path}", "no such operation", exchange.case))
            continue
        template, operation = found
        name = f"{exchange.method} {template}"
        try:
            schema = operations.schema(operation, exchange.status)
        except KeyError:
            findings.append(Finding(JUDGE, name, f"status {exchange.status} is not declared", exchange.case))
            continue
        if schema is not None:
            findings += [Finding(JUDGE, name, what, exchange.case)
                         for what in schemas.differences(schema, exchange.response)]
    return compared, findings
