using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Notifications;

/// <summary>The names of members that requests about notifications have on the wire.</summary>
internal static class NotificationFields
{
    public const string TimeZone = "timeZone";
    public const string Language = "language";
    public const string Types = "types";
    public const string Type = "type";
    public const string Channels = "channels";
    public const string QuietFrom = "quietFrom";
    public const string QuietTo = "quietTo";
    public const string DigestAt = "digestAt";
    public const string DigestChannels = "digestChannels";

    public static readonly MemberNames OfPreferences = new(TimeZone, Language, Types, QuietFrom, QuietTo, DigestAt, DigestChannels);

    public static readonly MemberNames OfChoice = new(Type, Channels);

    public static readonly MemberNames None = new();
}
