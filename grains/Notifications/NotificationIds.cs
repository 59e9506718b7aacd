using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// Ids that follow from what they are of: UUIDv8 (RFC 9562 section 5.8) from SHA-256. Whoever makes the same notification again, after a
/// crash or in another silo, finds it there: that is what makes each event one notification per user.
/// </summary>
public static class NotificationIds
{
    /// <summary>The notification of a user about an event.</summary>
    public static Guid Of(Guid userId, Guid eventId) => Of($"notification\n{userId:D}\n{eventId:D}");

    /// <summary>A digest.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="due">When it is due.</param>
    /// <param name="number">From 0; more than one when so much came that it did not fit one.</param>
    public static Guid OfDigest(Guid userId, string channel, DateTimeOffset due, int number) => Of(string.Create(
        CultureInfo.InvariantCulture, $"digest\n{userId:D}\n{channel}\n{due.ToUnixTimeSeconds()}\n{number}"));

    /// <summary>The preferences of a user, whose own id is taken by the user.</summary>
    public static Guid OfPreferences(Guid userId) => Of($"notification-preferences\n{userId:D}");

    private static Guid Of(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
