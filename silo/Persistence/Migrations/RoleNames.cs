namespace Crm.Actors.Persistence.Migrations;

/// <summary>The NOLOGIN roles: one owner of all tables, one role per domain schema, one that only reads, two that read deals and tasks.</summary>
internal static class RoleNames
{
    public const string Owner = "crm_owner";
    public const string DealsWriter = "crm_rw";
    public const string AuthWriter = "auth_rw";
    public const string TasksWriter = "tasks_rw";
    public const string EventsWriter = "events_rw";
    public const string OrleansWriter = "orleans_rw";
    public const string Reader = "crm_ro";

    /// <summary>Reads the deals that the caller of the transaction sees; the reader becomes it for a list or a history.</summary>
    public const string Lists = "crm_lists";

    /// <summary>The same for callers who see all deals.</summary>
    public const string AllLists = "crm_lists_all";

    public static readonly string[] All = [Owner, DealsWriter, AuthWriter, TasksWriter, EventsWriter, OrleansWriter, Reader, Lists, AllLists];

    /// <summary>True for names that no login of ours may have.</summary>
    public static bool IsReserved(string login) =>
        Array.IndexOf(All, login) >= 0
        || login.StartsWith("pg_", StringComparison.Ordinal)
        || login is "public" or "none";
}
