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
public readonly record struct EventAttributes(
    Guid? Owner, Guid? OwnerBefore, Guid? Team, Guid? TeamBefore, string? Stage, string? StageBefore, Guid? User)
{
    /// <summary>Reads <c>deal</c>, <c>before</c> and <c>userId</c> of an event's data.</summary>
    /// <exception cref="JsonException">The data is not JSON.</exception>
    public static EventAttributes Parse(ReadOnlySpan<byte> data, StageNames stages)
    {
        var found = new EventAttributes();
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return found;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("deal"u8))
            {
                var now = ReadDeal(ref reader, stages);
                found = found with { Owner = now.Owner, Team = now.Team, Stage = now.Stage };
            }
            else if (reader.ValueTextEquals("before"u8))
            {
                var before = ReadDeal(ref reader, stages);
                found = found with { OwnerBefore = before.Owner, TeamBefore = before.Team, StageBefore = before.Stage };
            }
            else if (reader.ValueTextEquals("userId"u8))
            {
                reader.Read();
                found = found with { User = ReadId(ref reader) };
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private static (Guid? Owner, Guid? Team, string? Stage) ReadDeal(ref Utf8JsonReader reader, StageNames stages)
    {
        Guid? owner = null, team = null;
        string? stage = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ownerId"u8))
            {
                reader.Read();
                owner = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("teamId"u8))
            {
                reader.Read();
                team = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("stage"u8))
            {
                reader.Read();
                stage = stages.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return (owner, team, stage);
    }

    private static Guid? ReadId(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.TryGetGuid(out var id) ? id : null;
        reader.Skip();
        return null;
    }
}
