using System.Collections.Immutable;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>What an API key may be used for. A key may never do more than its owner, and a scope implies no other one.</summary>
public static class ApiKeyScopes
{
    /// <summary>Deals, their history, lists and summaries; tasks, also those of no deal.</summary>
    public const string DealsRead = "deals:read";

    /// <summary>Making and changing deals and tasks.</summary>
    public const string DealsWrite = "deals:write";

    /// <summary>Event streams.</summary>
    public const string StreamsRead = "streams:read";

    /// <summary>Users and roles, as the owner may see them.</summary>
    public const string UsersRead = "users:read";

    /// <summary>Operation of the system, such as dead letters. For keys of administrators.</summary>
    public const string Administration = "admin";

    /// <summary>Confirming that a Telegram chat belongs to a user. For keys of administrators.</summary>
    public const string TelegramConfirm = "telegram:confirm";

    /// <summary>All of them, in ordinal order.</summary>
    public static ImmutableArray<string> All { get; } = [Administration, DealsRead, DealsWrite, StreamsRead, TelegramConfirm, UsersRead];

    /// <summary>Those that only administrators can give their keys.</summary>
    public static ImmutableArray<string> ForAdministrators { get; } = [Administration, TelegramConfirm];
}
