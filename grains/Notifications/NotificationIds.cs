using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// Ids that follow from what they are of: UUIDv8 (RFC 9562 section 5.8) from SHA-256. Whoever makes the same notification again, after a
/// crash or in another silo, finds it there: that is what makes each event one notification per user. All of a user's are in one partition of
/// <see cref="EventPartition"/>, so what goes out to the user stays in its order on its way through the broker.
/// </summary>
public static class NotificationIds
{
    /// <summary>The notification of a user about an event.</summary>
    public static Guid Of(Guid userId, Guid eventId) => Of(userId, $"notification\n{userId:D}\n{eventId:D}");

    /// <summary>A digest.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="due">When it is due.</param>
    /// <param name="number">From 0; more than one when so much came that it did not fit one.</param>
    public static Guid OfDigest(Guid userId, string channel, DateTimeOffset due, int number) => Of(userId, string.Create(
        CultureInfo.InvariantCulture, $"digest\n{userId:D}\n{channel}\n{due.ToUnixTimeSeconds()}\n{number}"));

    /// <summary>The preferences of a user, whose own id is taken by the user.</summary>
    public static Guid OfPreferences(Guid userId) => Of(userId, $"notification-preferences\n{userId:D}");

    private static Guid Of(Guid userId, string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        hash[15] = (byte)((hash[15] & ~(EventPartition.Count - 1)) | EventPartition.Of(userId));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
