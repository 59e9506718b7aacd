namespace Crm.Actors.EndToEndTests.Access;

/// <summary>
/// What a route is asked about. Every cell of the table gets an object of its own, so that no cell changes another's; a user has one for all callers, and
/// the administrators come last.
/// </summary>
public enum AccessObject
{
    None,
    Deal,
    WonDeal,
    ArchivedDeal,
    User,
    Session,
    Team,

    /// <summary>A pipeline; its id names it for all.</summary>
    Pipeline,
    ApiKey,
    TelegramCode,

    /// <summary>A deal, and a note on it as the part.</summary>
    Note,

    /// <summary>A payment of a deal.</summary>
    Payment,

    /// <summary>A task of a deal.</summary>
    Task,

    /// <summary>A payment, and an income of it as the part.</summary>
    Income,

    /// <summary>A payment, and an expense of it as the part.</summary>
    Expense,
}

/// <summary>
/// What each caller is answered on one route, as status codes in the order of <see cref="AccessCallers.Names"/>.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route as the OpenAPI document has it.</param>
/// <param name="Object">What <c>{id}</c> names, or the <c>{code}</c> of the body.</param>
/// <param name="Own">For an object of the user, or for a route without an object.</param>
/// <param name="Foreign">For an object of the other user, whom nothing joins with the user.</param>
/// <param name="Missing">For an id that names nothing.</param>
public sealed record AccessRow(string Method, string Route, AccessObject Object, string Own, string? Foreign = null, string? Missing = null)
{
    /// <summary>For an object of the user, where the second id or the role of the route names nothing.</summary>
    public string? MissingPart { get; init; }

    /// <summary>The query, with its question mark.</summary>
    public string? Query { get; init; }

    /// <summary>The body; <c>{n}</c> stands for a number that no other request has, <c>{deal}</c> and <c>{payment}</c> for another deal or payment of the object's owner.</summary>
    public string? Body { get; init; }

    /// <summary>A scope that the route asks of keys.</summary>
    public string? Scope { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Route}{Query}";
}
