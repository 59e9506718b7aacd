using System.Text;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;

namespace Crm.Actors.Benchmarks.Servers;

/// <summary>The access token that all load carries, and the secret that the servers check it with.</summary>
internal static class Tokens
{
    public const string Secret = "a secret of the benchmarks, which protects nothing";

    public static Guid UserId => DevTokenCommand.UserId;

    public static TokenSettings Settings { get; } = new(Encoding.UTF8.GetBytes(Secret), "crm-actors", "crm-actors");

    /// <summary>Of an administrator: the load is about deals of many owners.</summary>
    public static string Access { get; } =
        DevTokenCommand.Sign(Settings, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(2), UserId, "ROLE_ADMIN");
}
