using System.Collections.Immutable;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>The parts of a pipeline. Those that are retired or hidden were checked when they came.</summary>
internal sealed class PipelineChecks : FieldChecks
{
    public const int MaxName = 100;
    public const int MaxSlug = 50;
    public const int MaxStages = 50;
    public const int MaxAllStages = 200;
    public const int MaxFields = 50;
    public const int MaxAllFields = 200;
    public const int MaxChoices = 100;
    public const int MaxChoice = 100;
    public const int MaxRequiredFields = 50;
    public const int MaxLostReasons = 50;

    /// <summary>Of the definition as JSON: every event of the pipeline carries it.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The fields of every deal that a stage can require.</summary>
    private static readonly ImmutableArray<string> Requirable = [DealFields.Client, DealFields.Amount, DealFields.ExpectedCloseDate];

    /// <param name="definition">What the pipeline is to be.</param>
    /// <param name="before">What it is; null for a new one.</param>
    /// <returns>The same.</returns>
    public PipelineDefinition Definition(PipelineDefinition definition, PipelineDefinition? before)
    {
        Text("#/name", definition.Name, MaxName, required: true);
        Fields(definition, before);
        Stages(definition);
        LostReasons(definition.LostReasons);
        if (definition.Hours is { } hours)
            WorkingHoursChecks.Check(this, hours);
        if (!Failed && PipelineDefinitionJson.Of(definition).Length > MaxBytes)
            Add("#", $"With all that it has, retired and hidden, a pipeline must have at most {MaxBytes} bytes as JSON.");
        return definition;
    }

    private void Stages(PipelineDefinition definition)
    {
        var stages = definition.Stages;
        var active = stages.Count(static stage => !stage.Retired);
        if (active is 0 or > MaxStages)
            Add("#/stages", $"Must have 1 to {MaxStages} entries.");
        else if (stages.Length > MaxAllStages)
            Add("#/stages", $"With those that are retired there would be more than {MaxAllStages}.");
        else
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < active; i++)
                Stage($"#/stages/{i}", stages[i], definition, seen);
        }
    }

    private void Stage(string pointer, PipelineStage stage, PipelineDefinition definition, HashSet<string> seen)
    {
        if (!IsSlug(stage.Slug))
            Add($"{pointer}/slug", $"Must be 1 to {MaxSlug} characters of a-z, 0-9 and hyphens, a letter or digit at both ends.");
        else if (!seen.Add(stage.Slug))
            Add($"{pointer}/slug", "Is given twice.");
        Text($"{pointer}/name", stage.Name, MaxName, required: true);
        if (stage.Probability is < 0 or > 100)
            Add($"{pointer}/probability", "Must be from 0 to 100.");
        if (stage.RequiredFields.Length > MaxRequiredFields)
            Add($"{pointer}/requiredFields", $"Must have at most {MaxRequiredFields} entries.");
        else
            RequiredFields($"{pointer}/requiredFields", stage.RequiredFields, definition);
        StageTaskChecks.Check(this, $"{pointer}/tasks", stage.Tasks);
        Sla($"{pointer}/sla", stage.Sla);
    }

    private void Sla(string pointer, StageSla? sla)
    {
        if (sla?.Minutes is < 1 or > StageTaskChecks.MaxDueMinutes)
            Add($"{pointer}/minutes", $"Must be from 1 to {StageTaskChecks.MaxDueMinutes}.");
        else if (sla?.WarnMinutes is { } warn && (warn < 1 || warn >= sla.Minutes))
            Add($"{pointer}/warnMinutes", "Must be from 1 to below minutes.");
    }

    private void RequiredFields(string pointer, ImmutableArray<string> names, PipelineDefinition definition)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!IsRequirable(names[i], definition))
                Add($"{pointer}/{i}", $"Must be one of {string.Join(", ", Requirable)}, or {DealFields.CustomFieldPrefix} with the key of a field that is not hidden.");
            else if (names.IndexOf(names[i]) != i)
                Add($"{pointer}/{i}", "Is given twice.");
        }
    }

    private static bool IsRequirable(string name, PipelineDefinition definition)
    {
        if (!name.StartsWith(DealFields.CustomFieldPrefix, StringComparison.Ordinal))
            return Requirable.Contains(name);
        var key = name[DealFields.CustomFieldPrefix.Length..];
        return definition.Field(key) is { } field ? !field.Hidden : definition.FreeFields && DealChecks.IsCustomFieldKey(key);
    }

    private void Fields(PipelineDefinition definition, PipelineDefinition? before)
    {
        var fields = definition.CustomFields;
        var active = fields.Count(static field => !field.Hidden);
        if (active > MaxFields)
            Add("#/customFields", $"Must have at most {MaxFields} entries.");
        else if (fields.Length > MaxAllFields)
            Add("#/customFields", $"With those that are hidden there would be more than {MaxAllFields}.");
        else
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < active; i++)
                Field($"#/customFields/{i}", fields[i], before?.Field(fields[i].Key), seen);
        }
    }

    private void Field(string pointer, CustomField field, CustomField? before, HashSet<string> seen)
    {
        if (!DealChecks.IsCustomFieldKey(field.Key))
            Add($"{pointer}/key", $"Must be 1 to {DealChecks.MaxCustomFieldKey} ASCII letters, digits or underscores, a letter first.");
        else if (!seen.Add(field.Key))
            Add($"{pointer}/key", "Is given twice.");
        Text($"{pointer}/name", field.Name, MaxName, required: true);
        if (before is not null && before.Type != field.Type)
            Add($"{pointer}/type", $"Is {CustomFieldTypes.NameOf(before.Type)} and stays so: deals may have values. Add a field with another key.");
        Currency($"{pointer}/currency", field, before);
        Choices($"{pointer}/choices", field);
    }

    private void Currency(string pointer, CustomField field, CustomField? before)
    {
        if (field.Type != CustomFieldType.Money)
        {
            if (field.Currency is not null)
                Add(pointer, "Is for fields of the type money only.");
        }
        else if (field.Currency is null || !Currencies.TryGetDecimals(field.Currency, out _))
            Add(pointer, "Must be an ISO 4217 code in capital letters, such as EUR.");
        else if (before is { Currency: { } kept } && kept != field.Currency)
            Add(pointer, $"Is {kept} and stays so: deals may have values. Add a field with another key.");
    }

    private void Choices(string pointer, CustomField field)
    {
        if (field.Type != CustomFieldType.Choice)
        {
            if (!field.Choices.IsEmpty)
                Add(pointer, "Is for fields of the type choice only.");
            return;
        }

        if (field.Choices.Length is 0 or > MaxChoices)
            Add(pointer, $"Must have 1 to {MaxChoices} entries.");
        else
            Texts(pointer, field.Choices, MaxChoice);
    }

    private void LostReasons(ImmutableArray<string> reasons)
    {
        if (reasons.Length > MaxLostReasons)
            Add("#/lostReasons", $"Must have at most {MaxLostReasons} entries.");
        else
            Texts("#/lostReasons", reasons, DealChecks.MaxReason);
    }

    private void Texts(string pointer, ImmutableArray<string> texts, int max)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            Text($"{pointer}/{i}", texts[i], max, required: true);
            if (texts.IndexOf(texts[i]) != i)
                Add($"{pointer}/{i}", "Is given twice.");
        }
    }

    private static bool IsSlug(string slug) =>
        slug.Length is > 0 and <= MaxSlug
        && slug.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && slug[0] != '-' && slug[^1] != '-';
}
