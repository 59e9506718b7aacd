using System.Security.Cryptography;
using System.Text;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Auth;

/// <summary>Who is tried to be, and from where. Holds no address in clear, since it is kept beside the database.</summary>
/// <param name="Account">A hash of the normalized e-mail address, or of what was given instead; whether there is such an account does not matter.</param>
/// <param name="Network">The client's network; see <see cref="ClientNetwork"/>.</param>
[GenerateSerializer, Immutable, Alias("crm.AttemptSource")]
public sealed record AttemptSource([property: Id(0)] string Account, [property: Id(1)] string Network)
{
    private const int HashLength = 16;

    public static AttemptSource Of(string email, Origin origin)
    {
        var name = EmailAddress.TryNormalize(email, out var normalized) ? normalized : email;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"log-in\n{name}"));
        return new AttemptSource(Convert.ToHexStringLower(hash.AsSpan(0, HashLength)), ClientNetwork.Of(origin.Address).ToString("x32", null));
    }
}
