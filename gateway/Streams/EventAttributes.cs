using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Crm.Actors.Gateway.Streams;

/// <summary>What filters and permissions look at, taken from an event's data once. Null where the data has none.</summary>
/// <param name="Owner">The owner after the event.</param>
/// <param name="OwnerBefore">The owner before it, where it changed.</param>
/// <param name="Team">The team after the event.</param>
/// <param name="TeamBefore">The team before it, where it changed.</param>
/// <param name="Stage">The stage after the event.</param>
/// <param name="StageBefore">The stage before it, where it changed.</param>
/// <param name="User">The user that a notification is for.</param>
/// <param name="Deal">The deal that an event of a payment, a note or a task is about.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventAttributes(
    Guid? Owner, Guid? OwnerBefore, Guid? Team, Guid? TeamBefore, string? Stage, string? StageBefore, Guid? User, Guid? Deal)
{
    private readonly Guid[]? _sharedWith;
    private readonly Guid[]? _sharedWithBefore;

    /// <summary>The users and teams that the deal is shared with after the event.</summary>
    public ImmutableArray<Guid> SharedWith
    {
        get => ImmutableCollectionsMarshal.AsImmutableArray(_sharedWith ?? []);
        init => _sharedWith = ImmutableCollectionsMarshal.AsArray(value);
    }

    /// <summary>Those before it; the same ones where the event did not change them.</summary>
    public ImmutableArray<Guid> SharedWithBefore
    {
        get => _sharedWithBefore is null ? SharedWith : ImmutableCollectionsMarshal.AsImmutableArray(_sharedWithBefore);
        init => _sharedWithBefore = ImmutableCollectionsMarshal.AsArray(value);
    }

    /// <summary>The deal's pipeline after the event.</summary>
    public Guid? Pipeline { get; init; }

    /// <summary>The one before it, where it changed.</summary>
    public Guid? PipelineBefore { get; init; }

    /// <summary>Who has to do the task after the event.</summary>
    public Guid? Assignee { get; init; }

    /// <summary>Who had to do it before, where the event gave it to another user.</summary>
    public Guid? AssigneeBefore { get; init; }

    /// <summary>Who made the task.</summary>
    public Guid? Creator { get; init; }

    /// <summary>Whether the event is of a task that is, or was until then, a user's own.</summary>
    public bool IsTaskOf(Guid user) => Assignee == user || Creator == user || AssigneeBefore == user;

    /// <summary>Whether somebody may have seen the deal before the event who does not after it.</summary>
    public bool MayEndSight => OwnerBefore is not null || TeamBefore is not null || _sharedWithBefore is { Length: > 0 };

    /// <summary>Reads <c>deal</c>, <c>before</c>, <c>dealId</c>, <c>userId</c>, <c>task</c> and, of a task, <c>from</c> of an event's data.</summary>
    /// <exception cref="JsonException">The data is not JSON.</exception>
    public static EventAttributes Parse(ReadOnlySpan<byte> data, StageNames stages)
    {
        var found = new EventAttributes();
        Guid? from = null;
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return found;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("deal"u8))
            {
                var now = DealPart.Read(ref reader, stages);
                found = found with { Owner = now.Owner, Team = now.Team, Pipeline = now.Pipeline, Stage = now.Stage, SharedWith = now.SharedWith };
            }
            else if (reader.ValueTextEquals("before"u8))
            {
                var before = DealPart.Read(ref reader, stages);
                found = found with
                {
                    OwnerBefore = before.Owner,
                    TeamBefore = before.Team,
                    PipelineBefore = before.Pipeline,
                    StageBefore = before.Stage,
                    SharedWithBefore = before.SharedWith,
                };
            }
            else if (reader.ValueTextEquals("dealId"u8))
            {
                reader.Read();
                found = found with { Deal = DealPart.ReadId(ref reader) };
            }
            else if (reader.ValueTextEquals("userId"u8))
            {
                reader.Read();
                found = found with { User = DealPart.ReadId(ref reader) };
            }
            else if (reader.ValueTextEquals("task"u8))
            {
                var task = TaskPart.Read(ref reader);
                found = found with { Assignee = task.Assignee, Creator = task.Creator, Deal = task.Deal };
            }
            else if (reader.ValueTextEquals("from"u8))
            {
                reader.Read();
                from = DealPart.ReadId(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return found.Assignee is null ? found : found with { AssigneeBefore = from };
    }
}
