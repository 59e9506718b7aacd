using System.Text;
using Crm.Actors.Contracts.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>A statement in the making: its text and its positional parameters.</summary>
internal sealed class DealSql
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _values = [];

    /// <summary>The column of a field that has one.</summary>
    public static string Column(DealSortField field) => field switch
    {
        DealSortField.UpdatedAt => "updated_at",
        DealSortField.CreatedAt => "created_at",
        DealSortField.Title => "title",
        DealSortField.Amount => "amount",
        DealSortField.ExpectedCloseDate => "expected_close_date",
        _ => throw new InvalidOperationException($"There is no column for {field}."),
    };

    /// <summary>What a column is as a second key: never null, with the missing values at their end of the order.</summary>
    public static string Total(DealSortField field, string alias) => field switch
    {
        DealSortField.Amount => $"coalesce({alias}amount, -1)",
        DealSortField.ExpectedCloseDate => $"coalesce({alias}expected_close_date, 'infinity')",
        _ => alias + Column(field),
    };

    /// <summary>The value of <see cref="Total"/> for a key that may be missing.</summary>
    public static object TotalValue(DealSortField field, object? key) => key ?? (field == DealSortField.Amount ? -1m : DateOnly.MaxValue);

    /// <summary>The key that a column or <see cref="Total"/> answers; null for what stands for a missing value.</summary>
    public static object? KeyOf(DealKey sort, NpgsqlDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal))
            return null;
        object key = sort.Field switch
        {
            DealSortField.UpdatedAt or DealSortField.CreatedAt => row.GetDateTime(ordinal),
            DealSortField.Title => row.GetString(ordinal),
            DealSortField.Amount => row.GetDecimal(ordinal),
            DealSortField.ExpectedCloseDate => row.GetFieldValue<DateOnly>(ordinal),
            _ => sort.IsNumber ? row.GetDecimal(ordinal) : row.GetString(ordinal),
        };
        return !sort.IsCustom && Equals(key, TotalValue(sort.Field, null)) ? null : key;
    }

    public DealSql Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a value as a parameter.</summary>
    /// <returns>Its placeholder.</returns>
    public string Value(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(_text.ToString());
        foreach (var value in _values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
