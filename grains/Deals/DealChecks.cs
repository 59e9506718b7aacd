using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
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

    /// <summary>A reason that the pipeline knows, where it knows any.</summary>
    public void Reason(string reason, PipelineDefinition pipeline)
    {
        if (!pipeline.LostReasons.IsEmpty && !pipeline.LostReasons.Contains(reason))
            Add("#/reason", $"Must be one of: {string.Join("; ", pipeline.LostReasons)}.");
    }

    /// <summary>A pipeline that there is, and a stage of it that a deal may come into.</summary>
    public void Pipeline(PipelineView? pipeline, string stage)
    {
        if (pipeline is null)
            Add("#/pipelineId", "There is no such pipeline.");
        else
            Stage(stage, pipeline.Definition);
    }

    /// <summary>A stage that a deal may come into.</summary>
    public void Stage(string? stage, PipelineDefinition pipeline)
    {
        var known = stage is null ? null : pipeline.Stage(stage);
        if (known is { Retired: false })
            return;
        var active = string.Join(", ", pipeline.Stages.Where(static s => !s.Retired).Select(static s => s.Slug));
        Add("#/stage", known is null ? $"Must be one of {active}." : $"Is retired; must be one of {active}.");
    }

    /// <summary>What a stage requires of a deal that comes in.</summary>
    public void Required(PipelineDefinition pipeline, DealView deal)
    {
        foreach (var field in RequiredIn(pipeline, deal.Stage))
        {
            if (!Has(deal, field, pipeline))
                Add(PointerOf(field), $"Is required in the stage {deal.Stage}.");
        }
    }

    /// <summary>What a stage requires of a deal that is in it: what it had, whatever that was. Those in a stage that was retired may let go.</summary>
    public void Kept(PipelineDefinition pipeline, DealView before, DealView after)
    {
        if (pipeline.Stage(before.Stage) is not { Retired: false })
            return;
        foreach (var field in RequiredIn(pipeline, before.Stage))
        {
            if (Has(before, field) && !Has(after, field))
                Add(PointerOf(field), $"Is required in the stage {before.Stage}.");
        }
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

    /// <summary>A custom field's value, by what the pipeline says of it.</summary>
    /// <returns>The canonical JSON text.</returns>
    public string CustomField(string key, string json, PipelineDefinition pipeline)
    {
        if (!IsCustomFieldKey(key))
        {
            Add("#/customFields", $"A key must be 1 to {MaxCustomFieldKey} ASCII letters, digits or underscores, a letter first.");
            return json;
        }

        var pointer = $"#/customFields/{key}";
        using var document = JsonDocument.Parse(json);
        switch (pipeline.Field(key))
        {
            case { Hidden: false } field:
                return Typed(pointer, field, document.RootElement) ?? json;
            case { Hidden: true }:
                Add(pointer, "Is hidden in the pipeline and gets no new values.");
                return json;
            case null when pipeline.FreeFields:
                return Free(pointer, document.RootElement) ?? json;
            default:
                Add(pointer, "The pipeline has no such field.");
                return json;
        }
    }

    public static bool IsCustomFieldKey(string key) =>
        key.Length is > 0 and <= MaxCustomFieldKey && char.IsAsciiLetter(key[0]) && key.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private string? Free(string pointer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            Text(pointer, value.GetString(), MaxCustomFieldText, required: false);
        if (CustomFieldJson.Canonical(value) is { } canonical)
            return canonical;
        Add(pointer, "Must be a string, a boolean or a number of at most 28 digits.");
        return null;
    }

    private string? Typed(string pointer, CustomField field, JsonElement value)
    {
        if (CustomFieldValues.Canonical(field, value) is { } canonical)
            return canonical;
        Add(pointer, CustomFieldValues.Wanted(field));
        return null;
    }

    private static IEnumerable<string> RequiredIn(PipelineDefinition pipeline, string stage) =>
        (pipeline.Stage(stage)?.RequiredFields ?? []).Where(field => KeyOf(field) is not { } key || pipeline.Field(key) is not { Hidden: true });

    /// <param name="deal">The deal.</param>
    /// <param name="field">A field that a stage requires.</param>
    /// <param name="pipeline">With it a custom field counts only where its value is of its type: it may come from another pipeline.</param>
    private static bool Has(DealView deal, string field, PipelineDefinition? pipeline = null) => field switch
    {
        DealFields.Client => !string.IsNullOrWhiteSpace(deal.Client),
        DealFields.Amount => deal.Amount is not null,
        DealFields.ExpectedCloseDate => deal.ExpectedCloseDate is not null,
        _ => deal.CustomFields.TryGetValue(KeyOf(field)!, out var json) && HasValue(json, pipeline?.Field(KeyOf(field)!)),
    };

    private static bool HasValue(string json, CustomField? field)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        return !(value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()))
            && (field is null || CustomFieldValues.Canonical(field, value) is not null);
    }

    /// <summary>The key of a custom field; null for a field of every deal.</summary>
    private static string? KeyOf(string field) =>
        field.StartsWith(DealFields.CustomFieldPrefix, StringComparison.Ordinal) ? field[DealFields.CustomFieldPrefix.Length..] : null;

    private static string PointerOf(string field) => KeyOf(field) is { } key ? $"#/customFields/{key}" : $"#/{field}";
}
