namespace Crm.Actors.Gateway.Streams;

/// <summary>Which streams an event can appear on, told by its type.</summary>
public enum EventKind
{
    Other = 0,
    Deal = 1,
    Notification = 2,
}
