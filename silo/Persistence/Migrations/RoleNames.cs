namespace Crm.Actors.Persistence.Migrations;

/// <summary>The NOLOGIN roles: one owner of all tables, one role per domain schema, one that only reads.</summary>
internal static class RoleNames
{
    public const string Owner = "crm_owner";
    public const string DealsWriter = "crm_rw";
    public const string AuthWriter = "auth_rw";
    public const string EventsWriter = "events_rw";
    public const string OrleansWriter = "orleans_rw";
    public const string Reader = "crm_ro";

    public static readonly string[] All = [Owner, DealsWriter, AuthWriter, EventsWriter, OrleansWriter, Reader];

    /// <summary>True for names that no login of ours may have.</summary>
    public static bool IsReserved(string login) =>
        Array.IndexOf(All, login) >= 0
        || login.StartsWith("pg_", StringComparison.Ordinal)
        || login is "public" or "none";
}
