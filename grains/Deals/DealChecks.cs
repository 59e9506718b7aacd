using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>The fields of a deal.</summary>
internal sealed class DealChecks : FieldChecks
{
    public const int MaxTitle = 200;
    public const int MaxClient = 200;
    public const int MaxReason = 500;
    public const int MaxTags = 50;
    public const int MaxTag = 50;
    public const int MaxCustomFields = 50;
    public const int MaxCustomFieldKey = 63;
    public const int MaxCustomFieldText = 1000;
    public const decimal AmountLimit = 1_000_000_000_000_000m;

    public void Title(string? title) => Text("#/title", title, MaxTitle, required: true);

    public void Client(string? client) => Text("#/client", client, MaxClient, required: false);

    public void Reason(string? reason) => Text("#/reason", reason, MaxReason, required: true);

    public void Stage(string? stage)
    {
        if (stage is null || !DefaultPipeline.Stages.Contains(stage))
            Add("#/stage", $"Must be one of {string.Join(", ", DefaultPipeline.Stages)}.");
    }

    public void Pipeline(Guid pipelineId)
    {
        if (pipelineId != DefaultPipeline.Id)
            Add("#/pipelineId", "There is no such pipeline.");
    }

    public void Owner(Guid ownerId)
    {
        if (ownerId == Guid.Empty)
            Add("#/ownerId", "Must not be the nil UUID.");
    }

    public void Team(Guid? teamId, Caller caller)
    {
        if (teamId is { } team && !DealAccess.MayUseTeam(caller, team))
            Add("#/teamId", "Must be a team of yours.");
    }

    /// <summary>Amount and currency belong together.</summary>
    /// <returns>The amount with the decimals of its currency.</returns>
    public decimal? Money(decimal? amount, string? currency)
    {
        if (amount is null && currency is null)
            return null;
        if (currency is null)
            Add("#/currency", "Must be given with an amount.");
        else if (!Currencies.TryGetDecimals(currency, out var decimals))
            Add("#/currency", "Must be an ISO 4217 code in capital letters, such as EUR.");
        else if (amount is null)
            Add("#/amount", "Must be given with a currency.");
        else if (amount is < 0 or >= AmountLimit)
            Add("#/amount", "Must be from 0 to below 10^15.");
        else if (Currencies.Scale(amount.Value, currency) is { } scaled)
            return scaled;
        else
            Add("#/amount", $"Must have at most {decimals} decimals in {currency}.");
        return null;
    }

    public void CloseDate(DateOnly? date)
    {
        if (date is { Year: < 1970 or > 2999 })
            Add("#/expectedCloseDate", "Must be from 1970-01-01 to 2999-12-31.");
    }

    public void Tags(ImmutableArray<string> tags)
    {
        if (tags.Length > MaxTags)
            Add("#/tags", $"Must have at most {MaxTags} entries.");
        for (var i = 0; i < Math.Min(tags.Length, MaxTags); i++)
            Text($"#/tags/{i}", tags[i], MaxTag, required: true);
        if (tags.Distinct(StringComparer.Ordinal).Count() != tags.Length)
            Add("#/tags", "Must not name a tag twice.");
    }

    public void CustomFieldCount(int count)
    {
        if (count > MaxCustomFields)
            Add("#/customFields", $"Must have at most {MaxCustomFields} fields.");
    }

    /// <summary>A custom field's value is a string, a number or a boolean.</summary>
    /// <returns>The canonical JSON text.</returns>
    public string CustomField(string key, string json)
    {
        var pointer = $"#/customFields/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
        if (key.Length is 0 or > MaxCustomFieldKey || !char.IsAsciiLetter(key[0]) || !key.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            Add("#/customFields", $"A key must be 1 to {MaxCustomFieldKey} ASCII letters, digits or underscores, a letter first.");
            return json;
        }

        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        if (value.ValueKind == JsonValueKind.String)
            Text(pointer, value.GetString(), MaxCustomFieldText, required: false);
        if (CustomFieldJson.Canonical(value) is { } canonical)
            return canonical;
        Add(pointer, "Must be a string, a boolean or a number of at most 28 digits.");
        return json;
    }
}
