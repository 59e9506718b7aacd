namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>What an API key needs for a route. A route without any is closed to keys.</summary>
/// <param name="Scope">One of the scopes; null where no key is good enough.</param>
internal sealed record NeededScope(string? Scope);

/// <summary>Says on routes what API keys need there. Access tokens are not affected.</summary>
internal static class KeyScopes
{
    /// <summary>Keys need this scope.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new NeededScope(scope));

    /// <summary>For people alone: accounts, their passwords, sessions, roles and keys.</summary>
    public static TBuilder NotForKeys<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new NeededScope(null));
}
