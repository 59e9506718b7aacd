namespace Crm.Actors.Gateway.Streams;

/// <summary>Which streams an event can appear on, told by its type.</summary>
public enum EventKind
{
    Other = 0,
    Deal = 1,

    /// <summary>What changes a user's list of notifications; what goes out elsewhere is no part of it.</summary>
    Notification = 2,
    Task = 3,
}
