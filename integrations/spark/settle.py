"""Settles the lines of a file on Spark, for spark-submit.

    settle.py --in claims.ndjson --out answers
    settle.py --in claims.ndjson --out answers --parquet
"""

import argparse
import sys

from pyspark.sql import SparkSession
from pyspark.sql.types import BinaryType, StructField, StructType
from wenbao_spark import Batch, read_lines


def parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Settle the lines of a file on Spark.")
    parser.add_argument("--in", dest="input", required=True, help="the requests, one a line")
    parser.add_argument("--out", dest="output", required=True, help="the folder to write")
    parser.add_argument("--parquet", action="store_true", help="write columns instead of lines")
    parser.add_argument("--program", default="wenbao", help="the program, as shipped or a path")
    parser.add_argument("--policy", default="policy", help="the policy's folder, likewise")
    parser.add_argument("--language", default="zh", choices=["zh", "en"])
    parser.add_argument("--no-explain", action="store_true", help="leave out the steps")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> None:
    options = parsed(arguments)
    spark = SparkSession.builder.appName("wenbao").getOrCreate()
    batch = Batch(
        program=options.program,
        policy=options.policy,
        explain=not options.no_explain,
        language=options.language,
    )
    lines = read_lines(spark, options.input)
    if options.parquet:
        schema = StructType([StructField("request", BinaryType())])
        table = spark.createDataFrame(lines.map(lambda line: (line,)), schema)
        batch.settle(table).write.parquet(options.output)
    else:
        batch.settle_lines(lines).saveAsTextFile(options.output)


if __name__ == "__main__":
    main(sys.argv[1:])
