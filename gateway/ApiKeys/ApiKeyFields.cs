using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>The names of members of API keys on the wire.</summary>
internal static class ApiKeyFields
{
    public const string Name = "name";
    public const string Scopes = "scopes";
    public const string ExpiresAt = "expiresAt";

    public static readonly MemberNames OfNewKey = new(Name, Scopes, ExpiresAt);

    public static readonly MemberNames None = new();
}
